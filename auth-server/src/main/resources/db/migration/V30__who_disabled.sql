-- Who disabled somebody by a connection is named with the issuer whose people it speaks of: another provider behind the same
-- alias has disabled nobody. Where the issuer cannot be told, only administrators enable.
UPDATE account a SET disabled_by = a.disabled_by || ' ' || n.issuer
  FROM (SELECT r.id AS realm_id, 'connection:' || (c ->> 'alias') AS source, c ->> 'issuer' AS issuer
          FROM realm r CROSS JOIN LATERAL json_array_elements(
               CASE WHEN json_typeof(r.document::json -> 'connections') = 'array' THEN r.document::json -> 'connections'
                    ELSE '[]' END) c
         WHERE c ->> 'kind' = 'oidc'
         UNION ALL
        SELECT r.id, 'connection:' || (c ->> 'alias') || '/' || t,
               'https://' || coalesce(c ->> 'host', 'login.microsoftonline.com') || '/' || t || '/v2.0'
          FROM realm r CROSS JOIN LATERAL json_array_elements(
               CASE WHEN json_typeof(r.document::json -> 'connections') = 'array' THEN r.document::json -> 'connections'
                    ELSE '[]' END) c
               CROSS JOIN LATERAL json_array_elements_text(
               CASE WHEN json_typeof(c -> 'tenants') = 'array' THEN c -> 'tenants' ELSE '[]' END) t
         WHERE c ->> 'kind' = 'entra-id'
         UNION ALL
        SELECT DISTINCT r.id, d.disabled_by, 'https://' || coalesce(c ->> 'host', 'login.microsoftonline.com') || '/'
                     || split_part(d.disabled_by, '/', 2) || '/v2.0'
          FROM realm r CROSS JOIN LATERAL json_array_elements(
               CASE WHEN json_typeof(r.document::json -> 'connections') = 'array' THEN r.document::json -> 'connections'
                    ELSE '[]' END) c
               JOIN account d ON d.realm_id = r.id AND split_part(d.disabled_by, '/', 1) = 'connection:' || (c ->> 'alias')
         WHERE c ->> 'kind' = 'entra-id' AND c ->> 'tenants' = 'any' AND split_part(d.disabled_by, '/', 2) <> '') n
 WHERE n.realm_id = a.realm_id AND n.source = a.disabled_by;
