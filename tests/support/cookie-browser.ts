/** What answers: the app itself, or a server's address. */
export type Asked = Readonly<{ request(url: string, init: RequestInit): Response | Promise<Response> }>

/** A server in another process; leads are not followed, so that tests see them. */
export const OVER_THE_NETWORK: Asked = {
  request: (url, init) => fetch(url, { ...init, redirect: 'manual' }),
}

export type Reply = Readonly<{ status: number; location: string | null; text: string; headers: Headers }>

/** Calls the pages as one browser would: keeps its cookies, follows nothing, says where it comes from. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly #asked: Asked
  readonly #origin: string
  readonly #address: string
  userAgent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'

  constructor(asked: Asked, origin: string, address: string) {
    this.#asked = asked
    this.#origin = origin
    this.#address = address
  }

  get(path: string): Promise<Reply> {
    return this.#send(path, {})
  }

  post(path: string, form: Readonly<Record<string, string>> | FormData = {}): Promise<Reply> {
    const body = form instanceof FormData ? form : new URLSearchParams(form)
    return this.#send(path, { method: 'POST', body })
  }

  async #send(path: string, init: RequestInit): Promise<Reply> {
    const headers = {
      cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      origin: this.#origin,
      'user-agent': this.userAgent,
      'x-forwarded-for': this.#address,
    }
    const response = await this.#asked.request(`${this.#origin}${path}`, { ...init, headers })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /Max-Age=0/i.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return {
      status: response.status,
      location: response.headers.get('location'),
      text: await response.text(),
      headers: response.headers,
    }
  }
}
