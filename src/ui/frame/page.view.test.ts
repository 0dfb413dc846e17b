import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Frame, page } from '#ui/frame/page.view.ts'
import { html } from '#ui/html.view.ts'

const HOSTILE = '"><script>alert(1)</script>'
const frame: Frame = {
  viewer: { name: 'Ruth Nwosu', forceName: 'Averley Constabulary' },
  currentPath: '/screening/7',
  navigation: [
    { text: 'Screening', href: '/screening' },
    { text: 'Projects', href: '/projects' },
  ],
  isDemonstration: false,
}

test('a page names itself, its language and the service', () => {
  const markup = page({ ...frame, title: 'Screenings' }, html`<h1>Screenings</h1>`)
  assert.match(markup, /^<!DOCTYPE html>\s*<html lang="en"/)
  assert.match(markup, /<title>Screenings – Wardmote<\/title>/)
})

test('the skip link leads to an element that exists', () => {
  const markup = page({ ...frame, title: 'Screenings' }, html`<h1>Screenings</h1>`)
  const target =
    /class="govuk-skip-link"[^>]*href="#([^"]+)"|href="#([^"]+)"[^>]*class="govuk-skip-link"/.exec(markup)
  assert.ok(target)
  assert.ok(markup.includes(`id="${target[1] ?? target[2]}"`))
})

test('problems put "Error: " before the title and link to their fields', () => {
  const errors = [{ field: 'reason', text: 'Write why' }]
  const markup = page({ ...frame, title: 'Decide', errors }, html`<h1>Decide</h1>`)
  assert.match(markup, /<title>Error: Decide – Wardmote<\/title>/)
  assert.match(markup, /<a href="#reason">Write why<\/a>/)
})

test('the part of the service being used is marked in the navigation', () => {
  const markup = page({ ...frame, title: 'One' }, html`<h1>One</h1>`)
  assert.match(markup, /href="\/screening"\s+aria-current="true"/)
  assert.doesNotMatch(markup, /href="\/projects"\s+aria-current/)
})

test('somebody signed in is named and can sign out; nobody is offered sign-in', () => {
  const signedIn = page({ ...frame, title: 'One' }, html`<h1>One</h1>`)
  assert.match(signedIn, /Ruth Nwosu/)
  assert.match(signedIn, /method="post" action="\/sign-out"/)
  const nobody = page({ ...frame, viewer: null, title: 'One' }, html`<h1>One</h1>`)
  assert.match(nobody, /href="\/sign-in"/)
  assert.doesNotMatch(nobody, /sign-out/)
})

test('hostile text comes out as text wherever the frame prints it', () => {
  const markup = page(
    {
      viewer: { name: HOSTILE, forceName: HOSTILE },
      currentPath: HOSTILE,
      navigation: [{ text: HOSTILE, href: HOSTILE }],
      isDemonstration: true,
      flash: { tone: 'success', text: HOSTILE },
      title: HOSTILE,
      breadcrumbs: [{ text: HOSTILE, href: HOSTILE }],
      errors: [{ field: HOSTILE, text: HOSTILE }],
    },
    html`<h1>${HOSTILE}</h1>`,
  )
  assert.doesNotMatch(markup, /<script>alert/)
  assert.doesNotMatch(markup, /"><script/)
  assert.ok(markup.includes('&lt;script&gt;alert(1)&lt;/script&gt;'))
})

test('nothing on a page needs inline script or style', () => {
  const markup = page({ ...frame, isDemonstration: true, title: 'One' }, html`<h1>One</h1>`)
  assert.doesNotMatch(markup, /<script(?![^>]*\ssrc=)/)
  assert.doesNotMatch(markup, /\sstyle=|<style|\son[a-z]+=/)
})
