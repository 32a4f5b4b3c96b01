package org.gatehouse.realm.format;

/** Realm files for tests. */
final class Examples {

    static final String WITHOUT_COMMENTS = """
            realm: acme
            languages:
              - en
              - fr
            password:
              rules:
                - id: length
                  pattern: '.{15,}'
                  text:
                    en: at least 15
                    fr: au moins 15

                - id: other
                  mustNotMatch: acme
                  text: {en: x,
                         fr: y}
            clients:
            - id: a
              kind: web
              redirectUris: [
                https://x.example/cb,

                https://y.example/cb
              ]
              secret:
                env:A
            - {id: b, kind: service,
               secret: env:B, scopes: [
               ]}
            tokens: {web: {access: PT5M},
              mobile:
                {access: PT5M}}
            """;

    private Examples() {}
}
