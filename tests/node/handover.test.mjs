import assert from "node:assert/strict";
import { test } from "node:test";
import { mailAddress } from "../../theme/assets/form/handover.js";

test("a mail names title, number, agency and the file to attach", () => {
  const about = { word: "成果", title: "甲 & 乙 100%", id: "a2026-lanhai-001", agency: "蓝海", name: "a2026-lanhai-001.md", changed: false };
  const address = new URL(mailAddress("desk@market.example", about));

  assert.equal(address.pathname, "desk@market.example");
  assert.equal(address.searchParams.get("subject"), "提交成果：甲 & 乙 100%（a2026-lanhai-001）");
  assert.match(address.searchParams.get("body"), /服务机构：蓝海\r\n\r\n附件：a2026-lanhai-001\.md/);
  assert.ok(!mailAddress("a?bcc=x@y.example", about).startsWith("mailto:a?bcc"));
});
