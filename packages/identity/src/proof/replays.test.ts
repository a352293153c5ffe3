import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "@jest/globals";
import { openRedis } from "../stores/redis.ts";
import { StoreUnavailable } from "../stores/unavailable.ts";
import { createTestRedis } from "../testing/redis-server.ts";
import { createRedisReplays } from "./replays.ts";

const now = Date.now() / 1000;
const redis = await createTestRedis();

if (redis === undefined) test.todo("used proofs in Redis: skipped, because there is no redis-server to start");
else
  describe("used proofs in Redis", () => {
    afterAll(() => redis.remove());

    test("are used once among all machines, live as long as the proof, and are refused when Redis is gone", async () => {
      await redis.start();
      const opened = [await openRedis(redis.url), await openRedis(redis.url)];
      const keySpace = `test:${randomUUID()}:`;
      const stores = opened.map(({ client }) => createRedisReplays(client, keySpace));
      const all = Array.from({ length: 20 }, async (_, index) =>
        stores[index % 2]?.use('["key","proof"]', now, now + 60),
      );
      expect((await Promise.all(all)).filter(Boolean)).toHaveLength(1);
      expect(await stores[0]?.use('["key","other"]', now, now + 60)).toBe(true);
      expect(await stores[0]?.use("short", now, now + 1)).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, 1_200));
      expect(await stores[1]?.use("short", now, now + 1)).toBe(true);
      await redis.kill();
      for (const store of stores) await expect(store.use("later", now, now + 60)).rejects.toThrow(StoreUnavailable);
      for (const { close } of opened) await close();
    }, 20_000);
  });
