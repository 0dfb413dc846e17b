// The peer: Hono on the same adaptor with one page of fixed text.
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { asked } from './tell.ts'

const app = new Hono()
app.get('/', (c) => c.html(html`<!doctype html><title>Bare</title><p>A page.</p>`))
serve({ fetch: app.fetch, port: asked<{ port: number }>().port })
