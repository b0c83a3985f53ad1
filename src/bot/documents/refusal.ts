/** A file that cannot be read as a document. The sentence says what is wrong with it and what to do. */
export class DocumentRefused extends Error {
  readonly sentence: string;
  constructor(sentence: string) {
    super(sentence);
    this.name = 'DocumentRefused';
    this.sentence = sentence;
  }
}
