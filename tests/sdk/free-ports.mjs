// Prints a port that is free together with the two after it.
import net from 'node:net'

const listen = port => new Promise(done => {
  const server = net.createServer()
  server.once('error', () => done(null))
  server.listen(port, '127.0.0.1', () => done(server))
})

for (;;) {
  const first = await listen(0)
  const { port } = first.address()
  const others = port < 65000 ? [await listen(port + 1), await listen(port + 2)] : [null]
  for (const server of [first, ...others]) {
    server?.close()
  }
  if (others.every(Boolean)) {
    console.log(port)
    break
  }
}
