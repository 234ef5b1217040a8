"""Measures Presidio's analyzer: reads {"texts": {kind: [text]}, "large": text, "budget": {...}} from stdin, prints one figure a line.

Its pattern recognizers only: the models of its name recognition are not on PyPI, and a blank spaCy pipeline stands in for them.
"""
import json
import resource
import sys
import time

import spacy
import tldextract
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine

# Without this the first e-mail address waits for a download of the list of top-level domains.
tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())


class BlankPipeline(SpacyNlpEngine):
    """A tokenizer and nothing else."""

    def __init__(self):
        super().__init__()
        self.nlp = {"en": spacy.blank("en")}
        self.nlp["en"].max_length = 10_000_000

    def load(self):
        """There is no model to load."""


def analyzer():
    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    registry.remove_recognizer("SpacyRecognizer")
    return AnalyzerEngine(registry=registry, nlp_engine=BlankPipeline(), supported_languages=["en"])


def resident_megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def report(name, value, sample):
    print(json.dumps({"name": name, "value": value, "sample": sample}), flush=True)


def timed(engine, texts, seconds, runs):
    """Milliseconds and bytes of each run; at least one, whatever it takes."""
    until = time.monotonic() + seconds
    times = []
    for run in range(runs):
        text = texts[run % len(texts)]
        start = time.perf_counter()
        found = engine.analyze(text, language="en")
        for span in sorted(found, key=lambda span: -span.start):
            text = text[: span.start] + "[masked]" + text[span.end :]
        times.append(((time.perf_counter() - start) * 1000, len(texts[run % len(texts)].encode())))
        if time.monotonic() > until:
            break
    return times


def percentile(values, percent):
    ordered = sorted(values)
    return ordered[max(0, -(-percent * len(ordered) // 100) - 1)]


def main():
    job = json.load(sys.stdin)
    seconds, runs = job["budget"]["seconds"], job["budget"]["runs"]
    engine = analyzer()
    engine.analyze("warm up", language="en")
    before = resident_megabytes()
    for kind, texts in job["texts"].items():
        start = time.process_time()
        size = sum(bytes for _, bytes in timed(engine, texts, seconds, len(texts)))
        report(kind, size / 1e6 / (time.process_time() - start), size)
    small = [spent for spent, _ in timed(engine, job["texts"]["CloudTrail"], seconds, runs)]
    report("8 KB p50", percentile(small, 50), len(small))
    report("8 KB p99", percentile(small, 99), len(small))
    large = [spent for spent, _ in timed(engine, [job["large"]], 0, 1)]
    report("1 MB", large[0], 1)
    report("memory", resident_megabytes() - before, 1)


main()
