import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { Resolver } from 'node:dns/promises'
import { createServer, type AddressInfo, type Server } from 'node:net'

/** What a name has: texts in their pieces, `CNAME` and the like as names; or how the server fails for it. */
export interface Name {
  TXT?: readonly (readonly string[])[]
  MX?: readonly [priority: number, exchange: string][]
  A?: readonly string[]
  NS?: readonly string[]
  PTR?: readonly string[]
  CNAME?: string
  /** `truncated` says over UDP that the answer is to be had over TCP. */
  fails?: 'servfail' | 'silent' | 'truncated'
}

type Records = Readonly<Record<string, Name>>
type Type = Exclude<keyof Name, 'fails'>

const types: Record<Type, number> = { A: 1, NS: 2, CNAME: 5, PTR: 12, MX: 15, TXT: 16 }
const codes = { servfail: 2, nxdomain: 3 }

/** Until a name that fails by silence is given up; the others are waited for, however busy the machine. */
const patienceMs = { silence: 2_000, answer: 20_000 }

/** A DNS server on loopback, over UDP and TCP, that knows these names in small letters; and a resolver that asks it. */
export async function startDns(records: Records) {
  const udp = createSocket('udp4')
  udp.on('message', (query, { port, address }) => {
    const answer = answerTo(query, records, true)
    if (answer) udp.send(answer, port, address)
  })
  const tcp = createServer((socket) => {
    socket.on('data', (data) => {
      const answer = answerTo(data.subarray(2), records, false)
      if (answer) socket.end(Buffer.concat([short(answer.length), answer]))
    })
  })
  const port = await listenOnOnePort(udp, tcp)
  const isSilent = Object.values(records).some(({ fails }) => fails === 'silent')
  const resolver = new Resolver({ timeout: isSilent ? patienceMs.silence : patienceMs.answer, tries: 1 })
  resolver.setServers([`127.0.0.1:${port}`])
  return {
    resolver,
    [Symbol.asyncDispose]: async () => {
      resolver.cancel()
      const closed = [once(udp, 'close'), once(tcp, 'close')]
      udp.close()
      tcp.close()
      await Promise.all(closed)
    },
  }
}

/** A port that is free for TCP may be taken for UDP: then another one. */
async function listenOnOnePort(udp: Socket, tcp: Server): Promise<number> {
  for (;;) {
    tcp.listen(0, '127.0.0.1')
    await once(tcp, 'listening')
    const { port } = tcp.address() as AddressInfo
    udp.bind(port, '127.0.0.1')
    const bound = await once(udp, 'listening').then(
      () => true,
      () => false,
    )
    if (bound) return port
    tcp.close()
    await once(tcp, 'close')
  }
}

function answerTo(query: Buffer, records: Records, isUdp: boolean): Buffer | undefined {
  const { name, type, end } = readQuestion(query)
  const found = records[name]
  if (found?.fails === 'silent') return undefined
  const isCut = isUdp && found?.fails === 'truncated'
  const code = found ? (found.fails === 'servfail' ? codes.servfail : 0) : codes.nxdomain
  const answers = found && code === 0 && !isCut ? recordsOf(name, type, records) : []
  const flags = 0x8180 | (isCut ? 0x0200 : 0) | code
  const head = [query.subarray(0, 2), short(flags), short(1), short(answers.length), short(0), short(0)]
  return Buffer.concat([...head, query.subarray(12, end), ...answers])
}

function readQuestion(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = []
  let at = 12
  for (let length = query[at]!; length > 0; length = query[at]!) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += length + 1
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 }
}

function recordsOf(name: string, type: number, records: Records): Buffer[] {
  const found = records[name] ?? {}
  if (found.CNAME !== undefined) {
    return [record(name, types.CNAME, nameData(found.CNAME)), ...recordsOf(found.CNAME, type, records)]
  }
  const data: Partial<Record<number, Buffer[]>> = {
    [types.TXT]: found.TXT?.map((pieces) => Buffer.concat(pieces.map(sized))),
    [types.MX]: found.MX?.map(([priority, host]) => Buffer.concat([short(priority), nameData(host)])),
    [types.A]: found.A?.map((address) => Buffer.from(address.split('.').map(Number))),
    [types.NS]: found.NS?.map(nameData),
    [types.PTR]: found.PTR?.map(nameData),
  }
  return (data[type] ?? []).map((each) => record(name, type, each))
}

function record(name: string, type: number, data: Buffer): Buffer {
  return Buffer.concat([nameData(name), short(type), short(1), short(0), short(60), short(data.length), data])
}

function nameData(name: string): Buffer {
  const labels = name.split('.').filter((label) => label !== '')
  return Buffer.concat([...labels.map(sized), Buffer.of(0)])
}

function sized(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1')
  return Buffer.concat([Buffer.of(bytes.length), bytes])
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}
