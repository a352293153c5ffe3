import Fastify, { type FastifyInstance } from "fastify";

const handler = (): Promise<object> => Promise.resolve({});

export const app: FastifyInstance = Fastify();
app.get("/health", handler);
await app.register(
  (notes, _, done) => {
    notes.route({ method: ["GET", "PUT"], url: "/:id", handler });
    notes.get("/files/*", handler);
    done();
  },
  { prefix: "/notes" },
);
