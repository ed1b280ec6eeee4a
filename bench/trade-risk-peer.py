"""GeoPolRisk of every importer, material and year with plain pandas: read the flows, keep the materials' codes, group by year,
importer, material and exporter, weigh. No intervals, no checks, sums in floating point.

    python3 bench/trade-risk-peer.py flows.csv production.csv governance.csv materials.csv

Prints material,importer,year,score, and last seconds in all, seconds behind the reading of the flows, peak megabytes.
"""

import resource
import sys
import time

import pandas as pd

flows_file, production_file, governance_file, materials_file = sys.argv[1:]
begin = time.perf_counter()
codes = pd.read_csv(materials_file, dtype=str)
codes = codes.assign(k=codes["hs"].str.split(";")).explode("k")[["material", "k"]]
production = pd.read_csv(production_file)
governance = pd.read_csv(governance_file)
flows = pd.read_csv(flows_file, dtype={"k": str})
read = time.perf_counter()

governance["g"] = (0.5 - governance["estimate"] / 5).clip(0, 1)
trade = flows[flows["k"].isin(codes["k"])].merge(codes, on="k")
trade = trade.groupby(["t", "j", "material", "i"], as_index=False)["q"].sum()
trade = trade.merge(governance, left_on=["i", "t"], right_on=["country_code", "year"])
trade["gq"] = trade["g"] * trade["q"]
cells = trade.groupby(["material", "j", "t"], as_index=False)[["gq", "q"]].sum()
world = production.groupby(["material", "year"])["quantity"]
hhi = world.apply(lambda tonnes: ((tonnes / tonnes.sum()) ** 2).sum()).rename("hhi").reset_index()
domestic = production[["material", "year", "country_code", "quantity"]]
cells = cells.merge(hhi, left_on=["material", "t"], right_on=["material", "year"])
cells = cells.merge(
    domestic, how="left", left_on=["material", "t", "j"], right_on=["material", "year", "country_code"]
)
cells["score"] = cells["hhi"] * cells["gq"] / (cells["q"] + cells["quantity"].fillna(0))
end = time.perf_counter()

for material, importer, year, score in zip(cells["material"], cells["j"], cells["t"], cells["score"]):
    print(f"{material},{importer},{year},{score:.17g}")
megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{end - begin:.6f},{end - read:.6f},{megabytes:.1f}")
