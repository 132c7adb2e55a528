/** A name of code as words: fireSales gives fire sales. */
export function wordsOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** A stage of a decomposition for people. */
export function nameOfStage(name: string): string {
  if (name === 'calm') return 'without the shock';
  if (name === 'adverse') return '+ adverse loss';
  return `+ ${wordsOf(name)}`;
}

/** A metric for people: capitalLoss gives capital loss. */
export function nameOfMeasure(name: string): string {
  return wordsOf(name);
}
