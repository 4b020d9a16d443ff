import { Hono } from 'hono';

// The least that a call of a service over D1 can be: one read by key, one write on the ground that it still holds.

const app = new Hono<{ Bindings: { DB: D1Database } }>();

app.post('/:id', async (c) => {
  const id = c.req.param('id');
  const row = await c.env.DB.prepare('SELECT version FROM things WHERE id = ?')
    .bind(id)
    .first<{ version: number }>();
  if (!row) return c.json({ code: 'not-found' }, 404);
  const { meta } = await c.env.DB.prepare('UPDATE things SET version = ? WHERE id = ? AND version = ?')
    .bind(row.version + 1, id, row.version)
    .run();
  return c.json({ id, version: row.version + 1, won: meta.changes === 1 });
});

export default app;
