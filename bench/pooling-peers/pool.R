# Pools the questions of a CSV (question,value,variance) with metafor, as Lodebook does: Paule-Mandel, modified
# Hartung-Knapp. Prints question,tau2,estimate,se, and last the seconds of the pooling loop alone.
#   Rscript bench/pooling-peers/pool.R questions.csv
suppressMessages(library(metafor))
claims <- read.csv(commandArgs(trailingOnly = TRUE)[1], colClasses = c("character", "numeric", "numeric"))
order <- unique(claims$question)
groups <- split(claims, factor(claims$question, levels = order))
results <- vector("list", length(groups))
control <- list(tol = 1e-14, maxiter = 1000, tau2.max = 1e6)

begin <- proc.time()[["elapsed"]]
for (k in seq_along(groups)) {
  group <- groups[[k]]
  if (nrow(group) == 1) {
    results[[k]] <- c(0, group$value, sqrt(group$variance))
  } else {
    fit <- rma(group$value, group$variance, method = "PM", test = "adhoc", level = 90, control = control)
    results[[k]] <- c(fit$tau2, fit$beta, fit$se)
  }
}
seconds <- proc.time()[["elapsed"]] - begin

for (k in seq_along(groups)) cat(order[k], sprintf("%.17g", results[[k]]), sep = c(",", ",", ",", "\n"))
cat(sprintf("%.6f\n", seconds))
