// Residents' phones load no framework at all: one small script of our own keeps these pages fresh.
export const csr = false;
