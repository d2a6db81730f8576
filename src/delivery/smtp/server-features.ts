/** What a server announced in its answer to EHLO, as far as it matters for a letter. */
export interface ServerFeatures {
  /** RFC 2920: several commands may be sent before their answers. */
  pipelining: boolean
  /** RFC 6531: addresses and header fields may be in UTF-8. */
  smtpUtf8: boolean
  /** RFC 1870: the size of a message may be declared. */
  size: boolean
  /** RFC 1870: the largest message that it takes, where it says so. */
  mostBytes?: number
}

/**
 * Reads the lines of the answer to EHLO (RFC 5321 §4.1.1.1), each with its code. A server that knew only HELO
 * announces nothing; a line that is not understood announces nothing either.
 */
export function readFeatures(answer: string): ServerFeatures {
  // The first line names the server, and could look like a keyword.
  const [, ...lines] = answer.split(/\r?\n/)
  const keywords = new Map(
    lines.map((line) => {
      const [keyword = '', parameter = ''] = line.slice(4).trim().split(/\s+/, 2)
      return [keyword.toUpperCase(), parameter] as const
    }),
  )
  const mostBytes = mostBytesOf(keywords.get('SIZE'))
  return {
    pipelining: keywords.has('PIPELINING'),
    smtpUtf8: keywords.has('SMTPUTF8'),
    size: keywords.has('SIZE'),
    ...(mostBytes === undefined ? {} : { mostBytes }),
  }
}

/** RFC 1870 §4: up to twenty digits; zero, or none, is no fixed limit. */
function mostBytesOf(parameter: string | undefined): number | undefined {
  if (parameter === undefined || !/^\d{1,20}$/.test(parameter)) return undefined
  const bytes = Number(parameter)
  return bytes === 0 ? undefined : bytes
}
