"""When things run: the one Prefect flow run of each directive, its worker, its wakes, the embedded Prefect server.

Knows: Prefect, and the order of look, fire, deliver, park. Must not know: rules (states), SQL (records), templates.
The only room that imports prefect; whoever does not run flows does not import it.
"""
