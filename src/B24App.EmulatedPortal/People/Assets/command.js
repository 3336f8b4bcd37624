// "command:params?:callback:sid"; the parameters may hold colons, the other parts never do. A command whose own name
// holds a colon comes as an object instead.
export function readCommand(data) {
  if (data && typeof data === 'object') {
    return { command: String(data.method), parameters: asMap(data.params), callback: String(data.callback), sid: data.appSid };
  }

  const parts = typeof data === 'string' ? data.split(':') : [];
  if (parts.length < 3) return null;
  return { command: parts[0], parameters: asMap(parts.slice(1, -2).join(':')), callback: parts.at(-2), sid: parts.at(-1) };
}

function asMap(text) {
  if (text && typeof text === 'object') return text;
  try {
    const value = JSON.parse(text || '{}');
    return value && typeof value === 'object' ? value : {};
  } catch {
    return {}; // a raw value, as the command setValue sends it
  }
}
