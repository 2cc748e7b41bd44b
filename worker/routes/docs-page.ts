/** `/docs`: the API description in RapiDoc, which is served from this origin and works offline. */
export const DOCS_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Inkling API</title>
<script type="module" src="/vendor/rapidoc.js"></script>
</head>
<body>
<rapi-doc spec-url="/openapi.json" render-style="read" load-fonts="false" show-header="false" allow-spec-url-load="false"
  allow-spec-file-load="false" show-method-in-nav-bar="as-colored-text" schema-style="table" sort-endpoints-by="none"></rapi-doc>
<noscript>This page needs JavaScript; the description itself is at <a href="/openapi.json">/openapi.json</a>.</noscript>
</body>
</html>
`;
