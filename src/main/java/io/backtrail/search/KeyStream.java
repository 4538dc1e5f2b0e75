package io.backtrail.search;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Hands the key names to Lucene that were met while the text of the same document went by. */
final class KeyStream extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final KeyNames keys;
    private int at;

    KeyStream(KeyNames keys) {
        this.keys = keys;
    }

    @Override
    public void reset() {
        // Once a document: what Lucene set at the end of the one before would put the first name at no position.
        clearAttributes();
        at = 0;
    }

    @Override
    public boolean incrementToken() {
        if (at >= keys.size()) {
            return false;
        }
        // No other attribute is ever set.
        term.copyBuffer(keys.chars(), keys.start(at), keys.length(at));
        at++;
        return true;
    }
}
