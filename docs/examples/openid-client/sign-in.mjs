// Signs one person in with openid-client: prints where to send the browser, reads where it came back to,
// then prints what the client learned. CLIENT_SECRET is the client's secret.
//
//   node sign-in.mjs ISSUER CLIENT_ID REDIRECT_URI
import * as readline from 'node:readline/promises'
import * as client from 'openid-client'

const [issuer, clientId, redirectUri] = process.argv.slice(2)

// plain HTTP is for a service on this very machine
const local = issuer.startsWith('http://localhost') ? { execute: [client.allowInsecureRequests] } : undefined
const config = await client.discovery(
  new URL(issuer), clientId, undefined, client.ClientSecretBasic(process.env.CLIENT_SECRET), local)

const checks = {
  pkceCodeVerifier: client.randomPKCECodeVerifier(),
  expectedState: client.randomState(),
  expectedNonce: client.randomNonce(),
  idTokenExpected: true,
}
console.log(client.buildAuthorizationUrl(config, {
  redirect_uri: redirectUri,
  scope: 'openid profile email',
  code_challenge: await client.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
  code_challenge_method: 'S256',
  state: checks.expectedState,
  nonce: checks.expectedNonce,
}).href)

const input = readline.createInterface({ input: process.stdin })
const callback = new URL(await input.question(''))
input.close()

const tokens = await client.authorizationCodeGrant(config, callback, checks)
const person = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub)
const fresh = await client.refreshTokenGrant(config, tokens.refresh_token)
const known = await client.tokenIntrospection(config, fresh.access_token)
await client.tokenRevocation(config, fresh.refresh_token)
const after = await client.tokenIntrospection(config, fresh.access_token)

console.log(JSON.stringify({
  subject: tokens.claims().sub,
  userName: person.preferred_username,
  email: person.email,
  active: known.active,
  activeAfterRevocation: after.active,
  signOut: client.buildEndSessionUrl(config, {
    id_token_hint: tokens.id_token,
    post_logout_redirect_uri: new URL('/out', redirectUri).href,
  }).href,
}))
