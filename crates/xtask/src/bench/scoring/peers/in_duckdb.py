"""The workloads as SQL over a native table in memory. The result is a table in memory too: nothing is handed to Python
while the clock runs.

Two settings are tried besides the defaults: a larger perfect_ht_threshold lets DuckDB group by a dense integer without
hashing it, which helps where a subject (20 bits) or a subject with its rule (24 bits) is the whole key.
"""

import duckdb

HASHED, DENSE = 12, 24  # the default, and bits enough for subject × rule


def array(numbers, kind):
    """A list to look shapes, rules or groups up in, which lets the query do without a join."""
    return "(" + str(list(numbers)) + f"::{kind}[])"


class Engine:
    def __init__(self, columns, scheme, threads):
        self.scheme = scheme
        self.base = duckdb.connect()
        self.base.execute("SET threads = 2")  # to load; the clock has not started
        self.base.register("columns", columns)
        self.base.execute("CREATE TABLE facts AS SELECT * FROM columns")
        self.base.unregister("columns")
        self.base.execute(f"CREATE TABLE subjects AS SELECT range::UINTEGER AS subject FROM range({scheme['subjects']})")
        self.base.execute("CREATE TABLE price (shape UINTEGER, rule UTINYINT, points BIGINT, whole INTEGER)")
        prices = zip(scheme["rule"], scheme["points"])
        rows = [(shape, rule, points, points // 10_000) for shape, (rule, points) in enumerate(prices)]
        self.base.executemany("INSERT INTO price VALUES (?, ?, ?, ?)", rows)
        self.base.execute("CREATE TABLE rules (rule UTINYINT, cap BIGINT, part UTINYINT)")
        caps = zip(scheme["rule_caps"], scheme["group"])
        self.base.executemany("INSERT INTO rules VALUES (?, ?, ?)", [(rule, *it) for rule, it in enumerate(caps)])
        self.base.execute("CREATE TABLE parts (part UTINYINT, most BIGINT)")
        self.base.executemany("INSERT INTO parts VALUES (?, ?)", list(enumerate(scheme["group_caps"])))
        self.base.execute(f"SET threads = {threads}")

    def ways(self, workload):
        asked = {"plain": self.plain, "capped": self.capped, "full": self.full}[workload]()
        return {way: self.ask(bits, query) for way, (bits, query) in asked.items()}

    def ask(self, bits, query):
        def run():
            self.base.execute(f"SET perfect_ht_threshold = {bits}")
            self.base.execute("CREATE OR REPLACE TABLE result AS " + query)

        return run

    def result(self):
        columns = self.base.execute("SELECT * FROM result").fetchnumpy()
        return columns["subject"], columns["total"], columns.get("place", 0)

    def plain(self):
        listed = array(self.scheme["points"], "BIGINT")
        join = "SELECT subject, sum(points)::BIGINT AS total FROM facts JOIN price USING (shape) GROUP BY subject"
        look = f"SELECT subject, sum({listed}[shape + 1])::BIGINT AS total FROM facts GROUP BY subject"
        return {"join, hashed": (HASHED, join), "join, dense": (DENSE, join), "list, dense": (DENSE, look)}

    def inside(self):
        return "day BETWEEN {} AND {}".format(*self.scheme["period"])

    def total(self, of_rules):
        """The caps of rules, groups and the whole, over (subject, rule, sum)."""
        return f"""
            WITH of_rules AS ({of_rules}),
            of_parts AS (
                SELECT subject, part, sum(least(sum, cap))::BIGINT AS sum
                FROM of_rules JOIN rules USING (rule) GROUP BY subject, part)
            SELECT subject, least(sum(least(sum, most)), {self.scheme["total_cap"]})::BIGINT AS total
            FROM of_parts JOIN parts USING (part) GROUP BY subject"""

    def capped(self):
        by_rule = f"""
            SELECT subject, rule, sum(whole * quantity)::BIGINT AS sum
            FROM facts JOIN price USING (shape) WHERE {self.inside()} GROUP BY subject, rule"""
        ways = {"subject and rule, hashed": (HASHED, self.total(by_rule))}
        scheme = self.scheme
        rule, whole = array(scheme["rule"], "UINTEGER"), array([it // 10_000 for it in scheme["points"]], "INTEGER")
        firsts = {
            "join": f"""SELECT subject * 16 + rule AS key, sum(whole * quantity)::BIGINT AS sum
                FROM facts JOIN price USING (shape) WHERE {self.inside()} GROUP BY key""",
            "list": f"""SELECT subject * 16 + {rule}[shape + 1] AS key,
                sum({whole}[shape + 1] * quantity)::BIGINT AS sum FROM facts WHERE {self.inside()} GROUP BY key""",
        }
        for name, first in firsts.items():
            ways[f"one key, {name}, dense"] = (DENSE, self.total_of_keys(first))
        return ways

    def total_of_keys(self, of_rules):
        """The same over one key of subject × 16 + rule; the group of a rule is its remainder by 4."""
        scheme = self.scheme
        assert scheme["group"] == [rule % 4 for rule in range(16)]
        cap, most = array(scheme["rule_caps"], "BIGINT"), array(scheme["group_caps"], "BIGINT")
        return f"""
            WITH of_rules AS ({of_rules}),
            of_parts AS (
                SELECT (key >> 4 << 2) | (key & 3) AS part, sum(least(sum, {cap}[(key & 15) + 1]))::BIGINT AS sum
                FROM of_rules GROUP BY part)
            SELECT part >> 2 AS subject,
                least(sum(least(sum, {most}[(part & 3) + 1])), {scheme["total_cap"]})::BIGINT AS total
            FROM of_parts GROUP BY 1"""

    def full(self):
        """Sequences pay by count alone, so no order is needed for their sum; `max(x, n)` lists the best n."""
        scheme = self.scheme
        first, further = scheme["sequence"]
        pieces, sequences = (str(tuple(scheme[it])) for it in ("piece_rules", "sequence_rules"))
        others = f"""
            SELECT subject, rule, CASE WHEN rule IN {sequences} THEN {first - further} + {further} * count(*)
                ELSE sum(whole * quantity) END::BIGINT AS sum
            FROM facts JOIN price USING (shape) WHERE {self.inside()} AND rule NOT IN {pieces} GROUP BY subject, rule"""
        of_pieces = f"FROM facts JOIN price USING (shape) WHERE {self.inside()} AND rule IN {pieces}"
        highest = {
            "three keys": f"""
                SELECT subject, rule, max(whole * quantity) AS worth {of_pieces} GROUP BY subject, rule, piece""",
            "one key": f"""
                SELECT subject, (key & 15)::UTINYINT AS rule, worth FROM (
                    SELECT piece::BIGINT * 16 + rule AS key, any_value(subject) AS subject,
                        max(whole * quantity) AS worth {of_pieces} GROUP BY key)""",
        }
        ways = {}
        for name, query in highest.items():
            best = f"""
                SELECT subject, rule, list_sum(max(worth, {scheme["best_pieces"]}))::BIGINT
                FROM ({query}) GROUP BY subject, rule"""
            ways[f"{name}, hashed"] = (HASHED, self.placed(f"{others} UNION ALL {best}"))
        return ways

    def placed(self, of_rules):
        return f"""
            WITH totals AS ({self.total(of_rules)}),
            every AS (SELECT subject, coalesce(total, 0) AS total FROM subjects LEFT JOIN totals USING (subject))
            SELECT subject, total, rank() OVER (ORDER BY total DESC) AS place FROM every"""
