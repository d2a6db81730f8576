/** One `key=value` as both parsers read it: the value in quotation marks without references, or a plain word. */
const attribute = String.raw`[a-z]+=(?:"[^"&\\{}\n]*"|'[^'&\\{}\n]*'|[\w:/.#%-]+)`

/** The source of a regular expression for `{key=value other="two words"}`. */
export const attributesPattern = String.raw`\{${attribute}(?: ${attribute})*\}`
