// The smallest reverse proxy an operator could have: TLS aside, it does what nginx or Caddy do in front of the app.
import http from 'node:http'

const [port, behind] = process.argv.slice(2).map(Number)

http.createServer((request, response) => {
  const headers = {
    ...request.headers,
    'x-forwarded-for': request.socket.remoteAddress,
    'x-forwarded-proto': 'https'
  }
  const inner = http.request({ host: '127.0.0.1', port: behind, method: request.method, path: request.url, headers }, answer => {
    response.writeHead(answer.statusCode, answer.headers)
    answer.pipe(response)
  })
  inner.on('error', () => { response.writeHead(502); response.end() })
  request.pipe(inner)
}).listen(port, '127.0.0.1')
