"""The workbook that recomputes itself: inputs and scheme as cells, scores, ranks and pay as formulas over them."""
