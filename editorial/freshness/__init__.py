"""Review dates, owners and deputies, « toujours exact », former names of institutions."""
