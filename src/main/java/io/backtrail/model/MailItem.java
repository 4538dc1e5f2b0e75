package io.backtrail.model;

/**
 * One message or folder that an event touched. All parts but the access may be null.
 *
 * @param folder folder path as recorded, localised
 * @param internetMessageId RFC 5322 message id with its brackets
 * @param subject subject as the record has it
 * @param sizeBytes size in bytes
 * @param access {@code bind} (this message), {@code sync} (the whole folder), {@code send}, {@code attachment} or
 *     {@code item} (created, moved, deleted)
 */
public record MailItem(String folder, String internetMessageId, String subject, Long sizeBytes, String access) {}
