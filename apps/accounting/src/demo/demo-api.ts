/** The demo drives the product as any program outside does: over HTTP, with a key. */
export class DemoApi {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  put(path: string, body: object): Promise<unknown> {
    return this.call('PUT', path, body);
  }

  post(path: string, body: object): Promise<unknown> {
    return this.call('POST', path, body);
  }

  async get<Answer>(path: string): Promise<Answer> {
    return (await this.call('GET', path)) as Answer;
  }

  private async call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text ? (JSON.parse(text) as unknown) : null;
  }
}
