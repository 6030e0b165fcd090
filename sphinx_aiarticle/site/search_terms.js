/**
 * Splits the query of a search as `search_terms.py` splits the text of the pages, and says what to look for.
 *
 * `rules` holds the constants of that module. Returns what Sphinx's searchtools.js asks of a language: `splitQuery`
 * and `stemWord`; and `split` for the tests.
 */
function cjkSearch(rules) {
  const MARK = rules.mark;
  const [PAIR, ALONE, RUN, WORD, PART] = [1, 2, 3, 4, 5];
  const [KANJI, HIRAGANA, KATAKANA, , OTHER] = [1, 2, 3, 4, 5];
  const { kanji, hiragana, katakana, longVowel, hangul } = rules;
  const cjk = kanji + hiragana + katakana + longVowel + hangul;
  const other = `(?:(?![${cjk}])[\\p{L}\\p{N}_])+`;
  const runs = new RegExp(
    `([${kanji}]+)|([${hiragana}][${hiragana}${longVowel}]*)`
      + `|([${katakana}][${katakana}${longVowel}]*)|([${hangul}]+)|(${other})`,
    "gu",
  );
  // What a reader takes for one word: what highlighting marks, and what names of objects are compared with.
  const words = /[\p{L}\p{M}\p{N}_]+/gu;
  const lettersOrDigits = /(?:(?!\p{Nd})[\p{L}\p{N}])+|\p{Nd}+/gu;

  const normalise = (text) => text.normalize("NFKC").toLowerCase();

  const isPair = (before, last, script, first) => {
    if (before === KANJI) return !rules.notAfterKanji.includes(first);
    if (script === KANJI) return before > 0 && !rules.notBeforeKanji.includes(last);
    return (before === OTHER && script === KATAKANA) || (before === KATAKANA && script === OTHER);
  };

  const hiraganaWords = (run, before) => {
    let [first, ...others] = run.split("を");
    if (before && rules.particles.includes(first.slice(0, 1))) first = first.slice(1);
    else if (before === KANJI) first = ""; // the inflection of the word
    return [first, ...others]
      .filter((word) => word.length >= rules.shortestHiragana)
      .filter((word) => !rules.functionWords.some((start) => word.startsWith(start)))
      .map((word) => word.slice(0, rules.longestHiragana));
  };

  /** Returns the terms of a text as [kind, term, the run of one script that holds it]. */
  const split = (source) => {
    const text = normalise(source);
    const terms = [];
    let [before, script, last, end, alone] = [0, 0, "", 0, ""];
    for (const match of text.matchAll(runs)) {
      const run = match[0];
      const chars = [...run];
      before = script;
      script = match.findIndex((group, number) => number && group !== undefined);
      const other = before === OTHER || script === OTHER;
      const gap = text.slice(end, match.index);
      if (gap && (gap !== " " || !other)) before = 0;
      const first = script === OTHER ? chars.slice(0, rules.shortWord).join("") : chars[0];
      const pair = isPair(before, last, script, first) ? last + first : "";
      if (pair) terms.push([other ? RUN : PAIR, pair]);
      else if (alone) terms.push([ALONE, alone, alone]);
      alone = "";
      if (script === KANJI) {
        chars.slice(1).forEach((char, i) => terms.push([PAIR, chars[i] + char, run]));
        if (chars.length === 1 && !pair) alone = run;
      } else if (script === HIRAGANA) {
        hiraganaWords(run, before).forEach((word) => terms.push([RUN, word, word]));
      } else if (script === OTHER) {
        terms.push([WORD, run, run]);
        run
          .match(lettersOrDigits)
          ?.filter((part) => part !== run && [...part].length <= rules.shortWord)
          .forEach((part) => terms.push([PART, part, part]));
      } else terms.push([RUN, run, run]);
      last = chars.slice(script === OTHER ? -rules.shortWord : -1).join("");
      end = match.index + run.length;
    }
    if (alone) terms.push([ALONE, alone, alone]);
    return terms;
  };

  /** Writes a term as it is looked for: with marks at both ends where it has to be whole. */
  const toFind = (kind, term) => {
    const chars = [...term];
    if (kind === WORD) return chars.length > rules.shortWord ? term : MARK + term + MARK;
    const marked = MARK + chars.join(MARK);
    return kind === RUN && chars.length > 1 ? marked : marked + MARK;
  };

  /**
   * A term for searchtools.js, which looks for it in the index as it is, and in lower case in the text of a page for an
   * excerpt. There it is the text without marks.
   */
  class Term extends String {
    constructor(term, text) {
      super(term);
      this.text = text;
    }
    toLowerCase() {
      return this.text;
    }
  }

  const queryTerms = (word) => {
    const terms = split(word).filter(([kind]) => kind !== PART);
    // An excerpt begins with the last term that a page holds: the whole word, if it is there, not one part of it.
    const inRuns = terms.filter(([, , run]) => run);
    const acrossRuns = terms.filter(([, , run]) => !run);
    return [...inRuns, ...acrossRuns].map(([kind, term, run]) => new Term(toFind(kind, term), run || word));
  };

  const stemWord = (string) => {
    const [term, text] = string.split("=");
    if (text !== undefined) return new Term(term, text);
    return queryTerms(string)[0] ?? string; // a theme may ask for any word
  };

  /** Returns what to mark in a page: the word, the same in full-width letters, and the runs that it is made of. */
  const toHighlight = (word, terms) => {
    const wide = word.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
    const runs = terms.map((term) => term.text).filter((text) => [...text].length > 1);
    // Only what searchtools.js takes (no numbers), and what it then looks for anyhow.
    const found = new Set(terms.map(String));
    return [...new Set([word, wide, ...runs])].filter((text) => !/^\d+$/.test(text) && found.has(`${stemWord(text)}`));
  };

  /**
   * searchtools.js calls forEach on what this returns: it looks for what stemWord makes of each string, and marks the
   * string itself in the pages. So these are the texts to mark, then the terms to find, in a form that no page holds.
   * It also makes a Set of what this returns, for names of objects; the Set gets the words of the query.
   */
  const splitQuery = (query) => {
    const wordsOfQuery = normalise(query).match(words) || [];
    const strings = wordsOfQuery.flatMap((word) => {
      const terms = queryTerms(word);
      return terms.length ? [...toHighlight(word, terms), ...terms.map((term) => `${term}=${term.text}`)] : [];
    });
    strings[Symbol.iterator] = () => wordsOfQuery.values();
    return strings;
  };

  return { split, splitQuery, stemWord };
}
