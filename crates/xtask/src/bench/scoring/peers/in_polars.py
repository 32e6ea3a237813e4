"""The workloads as lazy queries over a data frame in memory that knows that it is sorted by subject."""

import polars as pl
from polars import col

ENGINES = ("in-memory", "streaming")


def at(numbers, index):
    """Numbers looked up by shape, rule or group: faster here than a join."""
    return pl.lit(numbers).gather(index)


class Engine:
    def __init__(self, columns, scheme, threads):
        assert pl.thread_pool_size() == threads
        self.scheme = scheme
        self.facts = pl.DataFrame(columns).with_columns(col("subject").set_sorted()).rechunk()
        self.subjects = pl.DataFrame({"subject": pl.arange(scheme["subjects"], dtype=pl.UInt32, eager=True)})
        self.points = pl.Series(scheme["points"], dtype=pl.Int64)
        self.whole = pl.Series([points // 10_000 for points in scheme["points"]], dtype=pl.Int64)
        self.rule = pl.Series(scheme["rule"], dtype=pl.UInt32)
        self.frame = None

    def ways(self, workload):
        queries = {"plain": self.plain, "capped": self.capped, "full": self.full}[workload]()
        engines = ENGINES if workload == "plain" else ENGINES[1:]  # the other is slower wherever there is more to do
        return {f"{way}, {engine}": self.ask(query, engine) for way, query in queries.items() for engine in engines}

    def ask(self, query, engine):
        def run():
            self.frame = query.collect(engine=engine)

        return run

    def result(self):
        frame = self.frame
        return frame["subject"], frame["total"], frame["place"] if "place" in frame.columns else 0

    def plain(self):
        priced = self.facts.lazy().select("subject", total=at(self.points, col("shape")))
        return {"gather": priced.group_by("subject").agg(col("total").sum())}

    def priced(self):
        """Facts of the period with their rule and worth."""
        return self.facts.lazy().filter(col("day").is_between(*self.scheme["period"])).select(
            "subject",
            "piece",
            rule=at(self.rule, col("shape")),
            worth=at(self.whole, col("shape")) * col("quantity"),
        )

    def total(self, of_rules):
        """The caps of rules, groups and the whole, over one column for each rule."""
        scheme = self.scheme

        def of_group(group):
            rules = [rule for rule, own in enumerate(scheme["group"]) if own == group]
            return pl.sum_horizontal(
                *[pl.min_horizontal(f"sum{rule}", pl.lit(scheme["rule_caps"][rule])) for rule in rules]
            )

        groups = [pl.min_horizontal(of_group(group), pl.lit(most)) for group, most in enumerate(scheme["group_caps"])]
        total = pl.min_horizontal(pl.sum_horizontal(*groups), pl.lit(scheme["total_cap"]))
        return of_rules.select("subject", total=total)

    def capped(self):
        rules = range(len(self.scheme["rule_caps"]))
        filtered = [col("worth").filter(col("rule") == rule).sum().alias(f"sum{rule}") for rule in rules]
        chosen = [pl.when(col("rule") == rule).then("worth").otherwise(0).alias(f"sum{rule}") for rule in rules]
        return {
            "filter": self.total(self.priced().group_by("subject").agg(*filtered)),
            "when": self.total(self.priced().select("subject", *chosen).group_by("subject").agg(pl.all().sum())),
        }

    def full(self):
        """Sequences pay by count alone, so no order is needed for their sum. A piece is grouped with its rule by one
        key, and a subject with its rule by another: half as slow as three columns."""
        others = self.priced().group_by("subject").agg(*self.sums_of_others())
        highest = (
            self.priced()
            .filter(col("rule").is_in(self.scheme["piece_rules"]))
            .select("subject", "worth", key=col("piece").cast(pl.UInt64) * 16 + col("rule"))
            .group_by("key")
            .agg(col("worth").max(), col("subject").first())
            .select("worth", key=col("subject") * 16 + (col("key") % 16).cast(pl.UInt32))
        )
        most = self.scheme["best_pieces"]
        place = col("worth").rank("ordinal", descending=True).over("key")
        # In order, a row is beyond the best if the row so many before it has the same key.
        beyond = (col("key").shift(most) == col("key")).fill_null(False)
        kept = {
            "rank": highest.filter(place <= most),
            "sort": highest.sort("key", "worth", descending=[False, True]).filter(~beyond),
        }
        return {way: self.placed(others, best.group_by("key").agg(col("worth").sum())) for way, best in kept.items()}

    def sums_of_others(self):
        scheme = self.scheme
        first, further = scheme["sequence"]
        for rule in range(len(scheme["rule_caps"])):
            own = col("rule") == rule
            if rule in scheme["sequence_rules"]:
                count = own.sum().cast(pl.Int64)
                paid = pl.when(count > 0).then(first - further + further * count).otherwise(0)
                yield paid.alias(f"sum{rule}")
            elif rule not in scheme["piece_rules"]:
                yield col("worth").filter(own).sum().alias(f"sum{rule}")

    def placed(self, others, best):
        """The total of every subject and its place."""
        of_pieces = best.select("worth", subject=col("key") // 16, rule=col("key") % 16)
        rules = self.scheme["piece_rules"]
        columns = [col("worth").filter(col("rule") == rule).sum().alias(f"sum{rule}") for rule in rules]
        wide = of_pieces.group_by("subject").agg(*columns)
        every = self.subjects.lazy().join(others, on="subject", how="left").join(wide, on="subject", how="left")
        return self.total(every.fill_null(0)).with_columns(place=col("total").rank("min", descending=True))
