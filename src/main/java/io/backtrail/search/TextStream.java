package io.backtrail.search;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/** Hands the terms of a text to Lucene; set the text before each use. */
final class TextStream extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
    private final Tokens tokens;
    private String text = "";

    TextStream(Tokens tokens) {
        this.tokens = tokens;
    }

    TextStream over(String newText) {
        text = newText;
        return this;
    }

    @Override
    public void reset() {
        tokens.reset(text);
    }

    @Override
    public boolean incrementToken() {
        if (!tokens.next()) {
            return false;
        }
        // No attribute but these two is ever set, so clearing all of them for each term would be for nothing.
        term.copyBuffer(tokens.chars(), tokens.start(), tokens.length());
        increment.setPositionIncrement(tokens.increment());
        return true;
    }
}
