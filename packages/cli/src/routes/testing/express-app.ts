import express, { type Express } from "express";

/** A function that makes the app. */
export function app(): Express {
  const made = express();
  const notes = express.Router();
  notes
    .route("/:id")
    .get((_, response) => void response.json({}))
    .put((_, response) => void response.json({}));
  notes.get("/files/*path", (_, response) => void response.json({}));
  made.use(express.json());
  made.get("/health", (_, response) => void response.json({}));
  made.use("/notes", notes);
  made.get(/^\/secret/, (_, response) => void response.json({}));
  made.use("/admin", express());
  return made;
}
