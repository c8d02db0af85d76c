// Days in queries: theme/assets/search/dates.js.

import assert from "node:assert/strict";
import test from "node:test";

import { datesIn } from "../../theme/assets/search/dates.js";

const TODAY = new Date(2026, 10, 28, 12);
const DAYS = Array.from({ length: 1400 }, (_, at) => new Date(Date.UTC(2024, 6, 1) + at * 86_400_000).toISOString().slice(0, 10));

/** Of each day that a query names what it is asked of, and the first and the last day that fulfil it. */
function read(query) {
  return datesIn(query, TODAY).map(({ facet, fulfils }) => {
    const met = DAYS.filter((day) => fulfils([day]));
    return [facet, met[0], met[met.length - 1]].join(" ");
  });
}

const [FIRST, LAST] = [DAYS[0], DAYS[DAYS.length - 1]];

test("a day, a month, a part of it or a year is that of an end, if an end is told, or of publication", () => {
  for (const [query, said] of [
    ["十二月中旬之前到期的需求", `closes ${FIRST} 2026-12-20`],
    ["12月15日前截止", `closes ${FIRST} 2026-12-15`],
    ["截止日期在2027年3月底之前", `closes ${FIRST} 2027-03-31`],
    ["二月前截止", `closes ${FIRST} 2027-01-31`],
    ["明年三月底截止", "closes 2027-03-21 2027-03-31"],
    ["下个月截止", "closes 2026-12-01 2026-12-31"],
    ["年底前要截止的", `closes ${FIRST} 2026-12-31`],
    ["2025年上半年发布", "published 2025-01-01 2025-06-30"],
    ["今年第三季度 浮标", "published 2026-07-01 2026-09-30"],
    ["下半年发布的成果", "published 2026-07-01 2026-12-31"],
    ["下周到期的需求", "closes 2026-11-30 2026-12-06"],
    ["2026-12-15前截止", `closes ${FIRST} 2026-12-15`],
    ["12.15前截止", `closes ${FIRST} 2026-12-15`],
    ["26年12月截止", "closes 2026-12-01 2026-12-31"],
    ["年内截止", "closes 2026-01-01 2026-12-31"],
    ["月底前到期", `closes ${FIRST} 2026-11-30`],
    ["2027年1月 需求", "closes 2027-01-01 2027-01-31"],
    ["一个月内到期", "closes 2026-11-28 2026-12-28"],
    ["二〇二六年九月发的海缆", "published 2026-09-01 2026-09-30"],
    ["今年十一月新发布的", "published 2026-11-01 2026-11-30"],
    ["十二月发布的", "published 2025-12-01 2025-12-31"],
    ["去年 浮标", "published 2025-01-01 2025-12-31"],
    ["2026年以来发布", `published 2026-01-01 ${LAST}`],
    ["最近三个月发布的", "published 2026-08-30 2026-11-28"],
    ["上个月截止", "closes 2026-10-01 2026-10-31"],
    ["下个月发布", "published 2026-12-01 2026-12-31"],
    ["下下个月截止", "closes 2027-01-01 2027-01-31"],
    ["下下周截止", "closes 2026-12-07 2026-12-13"],
    ["2025年年底发布", "published 2025-10-01 2025-12-31"],
    ["今年年底前截止", `closes ${FIRST} 2026-12-31`],
    ["2025年到2026年发布", "published 2025-01-01 2026-12-31"],
    ["2026年三月到五月发布", "published 2026-03-01 2026-05-31"],
    ["2025年或2026年发布", "published 2025-01-01 2026-12-31"],
    ["2027年 3月截止", "closes 2027-03-01 2027-03-31"],
    ["12月1日至12月20日截止", "closes 2026-12-01 2026-12-20"],
    ["今天截止", "closes 2026-11-28 2026-11-28"],
    ["明天前截止", `closes ${FIRST} 2026-11-29`],
    ["昨天发布的", "published 2026-11-27 2026-11-27"],
    ["本季度截止", "closes 2026-10-01 2026-12-31"],
    ["15日前截止", `closes ${FIRST} 2026-12-15`],
    ["15日内截止", "closes 2026-11-28 2026-12-13"],
    ["2026年内截止", "closes 2026-01-01 2026-12-31"],
    ["养殖,12月截止", "closes 2026-12-01 2026-12-31"],
    ["ai今年发布", "published 2026-01-01 2026-12-31"],
  ]) assert.deepEqual(read(query), [said], query);
});

test("what something aims at, lasts or makes in a year is no condition", () => {
  for (const query of ["2030年前碳中和", "2030年碳达峰", "2025年底", "2025年产3万吨", "2025年来", "十年前", "防腐三十年", "12月", "七十二小时内", "明年", "近三年海温", "12.15吨", "2026-12-15", "国内发布"]) assert.deepEqual(read(query), [], query);
});

test("a word that goes on is not one of publication", () => {
  assert.deepEqual(datesIn("今年发展海水淡化", TODAY).map(({ word }) => word), ["今年"]);
});

test("what is said may stand apart where a function word was cut", () => {
  assert.deepEqual(datesIn("三月之后发布", TODAY)[0].parts, ["三月之后发布", "三月 发布"]);
});

test("what cannot be read surely is not read: several numbers in one, no day of a calendar, a part of a word or a number, a version", () => {
  for (const query of [
    "五六个月内到期", "三五天内截止", "三四月前截止", "七八月份之前截止 养殖", "十五六天内截止",
    "0月截止", "15月截止", "12月35日截止", "2月30日截止", "0日前截止", "32日前截止",
    "日本年糕机", "目前年均产量", "基本年检", "当前年度", "当今年轻人", "说明年份", "样本年发布", "三年底发布",
    "1998年5月钻井", "98年5月钻井", "1998年到2005年潮位", "v2.5发布", "2.5发布", "5.1发布", "3.0发布", "1-3月发布", "一至三月发布", "十月到一月截止",
    "明年截止阀", "12月1日到15日截止", "2026年或2025年发布", "第12月截止",
  ]) assert.deepEqual(read(query), [], query);
});

test("a day goes by the reader's clock", () => {
  const early = new Date(2026, 10, 28, 0, 30);
  assert.ok(datesIn("今天截止", early)[0].fulfils(["2026-11-28"]));
  assert.ok(datesIn("三天内截止", early)[0].fulfils(["2026-11-28"]) && !datesIn("三天内截止", early)[0].fulfils(["2026-11-27"]));
});
