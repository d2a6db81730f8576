const nodesHint = /; if the root CA is installed locally, try running Node\.js with --use-system-ca/g
/** `409D…:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:../deps/…c:80:` */
const openSslError = /\S*error:[0-9A-F]+:[^:]*:[^:]*:([^:]*)(?::[^\s:]+:\d+:?)?/g

/** What Node and OpenSSL said, without hints for programmers and places in their source. */
export function plainTlsWords(text: string): string {
  return text.replace(nodesHint, '').replace(openSslError, 'TLS: $1').trim()
}

/** By the words of OpenSSL (`X509_verify_cert_error_string`) and of Node’s own check of the name. */
const causes: readonly [pattern: RegExp, todo: string][] = [
  [
    /self.signed certificate|unable to (?:verify the first|get (?:local )?issuer) certificate/i,
    'The certificate is of an authority that this machine does not know: get one of a known authority with all its intermediate ones, or name the file of the authority in the environment’s NODE_EXTRA_CA_CERTS.',
  ],
  [
    /certificate has expired/i,
    'The certificate is past its last day: let the server’s operator renew it, and see whether this machine’s clock is right.',
  ],
  [
    /certificate is not yet valid/i,
    'The certificate’s first day is to come: see whether this machine’s clock is right.',
  ],
  [/altnames/i, 'The certificate is for another name: use the one that it has.'],
]

/** What to do about a certificate that does not hold; nothing where these words are about none. */
export function certificateTodo(words: string): string | undefined {
  const known = causes.find(([pattern]) => pattern.test(words))?.[1]
  if (known !== undefined) return known
  return /certificate/i.test(words) ? 'Let the server’s operator see to its certificate.' : undefined
}
