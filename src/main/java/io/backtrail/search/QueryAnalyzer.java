package io.backtrail.search;

import java.io.IOException;
import java.io.StringWriter;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/** Cuts what a person typed as the records were cut. */
final class QueryAnalyzer extends Analyzer {
    @Override
    protected TokenStreamComponents createComponents(String field) {
        return new TokenStreamComponents(new QueryTokenizer());
    }

    @Override
    protected TokenStream normalize(String field, TokenStream in) {
        return new LowerCaseFilter(in);
    }

    private static final class QueryTokenizer extends Tokenizer {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
        private final Tokens tokens = new Tokens(Tokens.Side.QUERY, new KeyNames());

        @Override
        public void reset() throws IOException {
            super.reset();
            StringWriter text = new StringWriter();
            input.transferTo(text);
            tokens.reset(text.toString());
        }

        @Override
        public boolean incrementToken() {
            if (!tokens.next()) {
                return false;
            }
            clearAttributes();
            term.copyBuffer(tokens.chars(), tokens.start(), tokens.length());
            increment.setPositionIncrement(tokens.increment());
            return true;
        }
    }
}
