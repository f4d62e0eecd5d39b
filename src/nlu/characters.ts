/** Of normalised text; a UTF-16 unit past the end of a text (NaN) is none of these. */

/** 0 to 9. */
export function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

/** a to z. */
export function isLetter(unit: number): boolean {
  return unit >= 97 && unit <= 122;
}

/** What Latin words, names and numbers are made of: a to z and 0 to 9. */
export function isWordCharacter(unit: number): boolean {
  return isLetter(unit) || isDigit(unit);
}
