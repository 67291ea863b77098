"""XlsxWriter alone: writes pickled cells into a workbook, values as values and formulas with what they give."""

import pickle
import sys
from pathlib import Path

import xlsxwriter

with Path(sys.argv[1]).open("rb") as file:
    sheets = pickle.load(file)
options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
with xlsxwriter.Workbook(sys.argv[2], options) as book:
    for title, rows in sheets:
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            for column, (value, known) in enumerate(row):
                if value is None:
                    continue
                if known is not None:
                    sheet.write_formula(number, column, value, None, known)
                elif isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write_number(number, column, value)
