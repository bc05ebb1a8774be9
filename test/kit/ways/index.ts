import { readFileSync, readdirSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { type WireRoute, routesOf } from '#wire'

type Server = Parameters<typeof routesOf>[0]

/** Everything that can be asked of the house from outside: `GET /my`, `POST /my?/restore`, `ALL /api/*`. Found, not listed. */
export function waysOf(server: Server, siteRoutes: string): readonly string[] {
  return [...new Set([...waysOfWire(routesOf(server)), ...waysOfSite(siteRoutes)])].sort()
}

/** The routes of the wire. A route of every method there is counts as one; the last one of all hands over to the site. */
export function waysOfWire(routes: readonly WireRoute[]): readonly string[] {
  return routes
    .filter(({ url }) => url !== '/*')
    .flatMap(({ url, methods }) => (methods.length > 8 ? [`ALL ${url}`] : methods.map((method) => `${method} ${url}`)))
}

/** Pages, actions of forms and endpoints, from the files of the site. */
export function waysOfSite(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.flatMap((entry) => {
    const path = join(entry.parentPath, entry.name)
    const id = `/${relative(folder, dirname(path))}`
    switch (basename(path)) {
      case '+page.svelte':
      case '+page.ts':
        return [`GET ${id}`]
      case '+page.server.ts':
        return [`GET ${id}`, ...actionsIn(path).map((name) => `POST ${id}${name === 'default' ? '' : `?/${name}`}`)]
      case '+server.ts':
        return exportsOf(path)
          .filter(({ name }) => /^[A-Z]+$|^fallback$/.test(name))
          .map(({ name }) => `${name === 'fallback' ? 'ALL' : name} ${id}`)
      default:
        return []
    }
  })
}

/** @throws Error where the actions are not an object that can be read as it stands */
function actionsIn(path: string): readonly string[] {
  const found = exportsOf(path).find(({ name }) => name === 'actions')
  if (!found) return []
  let { value } = found
  while (value && (ts.isSatisfiesExpression(value) || ts.isAsExpression(value))) value = value.expression
  if (!value || !ts.isObjectLiteralExpression(value)) throw new Error(`${path}: write the actions as one object`)
  return value.properties.map(({ name }) => {
    if (!name || !(ts.isIdentifier(name) || ts.isStringLiteral(name))) throw new Error(`${path}: name every action`)
    return name.text
  })
}

interface Exported {
  readonly name: string
  readonly value: ts.Expression | undefined
}

function exportsOf(path: string): readonly Exported[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest)
  return source.statements.flatMap((statement): Exported[] => {
    if (ts.isExportDeclaration(statement)) {
      if (statement.isTypeOnly) return []
      if (!statement.exportClause || !ts.isNamedExports(statement.exportClause))
        throw new Error(`${path}: export by name`)
      return statement.exportClause.elements.map(({ name }) => ({ name: name.text, value: undefined }))
    }
    const isExported = ts.canHaveModifiers(statement)
      ? ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
      : false
    if (!isExported) return []
    if (ts.isFunctionDeclaration(statement)) return [{ name: statement.name?.text ?? '', value: undefined }]
    if (!ts.isVariableStatement(statement)) return []
    return statement.declarationList.declarations.map(({ name, initializer }) => ({
      name: name.getText(source),
      value: initializer,
    }))
  })
}
