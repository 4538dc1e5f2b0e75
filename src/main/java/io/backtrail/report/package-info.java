/**
 * What counsel reads: a case told by a template, as one self-contained file. First the case is asked ({@code CaseTables}),
 * then the answers become words and shapes ({@code ReportModel}), then a template lays them out ({@code TemplateEngine}).
 * Evidence is hostile: every text is cleaned when it is read and escaped when it is written, and a template can do no more
 * than place what it is given. The same case and facts give the same bytes.
 */
package io.backtrail.report;
