{{/* A dashboard of Grafana, as JSON: (list $ $facts). */}}
{{- define "inference.dashboard" -}}
{{- $root := index . 0 }}{{- $facts := index . 1 }}{{- $engine := $root.Values.engine }}
{{- $role := first $facts.roles }}{{- $series := $role.series }}
{{- $panels := list
  (dict "title" "Requests" "unit" "short" "lines" (list
    (dict "expr" (printf "sum(%s{%s})" $engine.waiting $series) "legend" "waiting")
    (dict "expr" (printf "count(%s{%s})" $engine.waiting $series) "legend" "replicas")))
  (dict "title" "Time to the first token" "unit" "s" "lines" (list
    (dict "expr" (printf "histogram_quantile(0.5, sum by (le) (rate(%s_bucket{%s}[5m])))" $engine.firstToken $series) "legend" "median")
    (dict "expr" (printf "histogram_quantile(0.95, sum by (le) (rate(%s_bucket{%s}[5m])))" $engine.firstToken $series) "legend" "95 %")))
  (dict "title" "GPUs at work" "unit" "percentunit" "lines" (list
    (dict "expr" (printf "gpu:utilisation:pod{%s}" $role.pods) "legend" "{{pod}}")))
  (dict "title" "GPU memory in use" "unit" "percentunit" "lines" (list
    (dict "expr" (printf "gpu:memory_used_ratio:pod{%s}" $role.pods) "legend" "{{pod}}")))
}}
{{- if $facts.vllm }}
{{- $panels = concat $panels (list
  (dict "title" "Tokens each second" "unit" "short" "lines" (list
    (dict "expr" (printf "sum(rate(vllm:prompt_tokens_total{%s}[5m]))" $series) "legend" "read")
    (dict "expr" (printf "sum(rate(vllm:generation_tokens_total{%s}[5m]))" $series) "legend" "written")))
  (dict "title" "Memory for conversations" "unit" "percentunit" "lines" (list
    (dict "expr" (printf "vllm:kv_cache_usage_perc{%s}" $series) "legend" "{{pod}}"))))
}}
{{- end }}
{{- $source := dict "type" "prometheus" "uid" "prometheus" }}
{{- $shown := list }}
{{- range $index, $panel := $panels }}
{{- $targets := list }}
{{- range $panel.lines }}{{- $targets = append $targets (dict "refId" .legend "expr" .expr "legendFormat" .legend) }}{{- end }}
{{- $at := dict "x" (mul 12 (mod $index 2)) "y" (mul 8 (div $index 2)) "w" 12 "h" 8 }}
{{- $shown = append $shown (dict "id" (add1 $index) "type" "timeseries" "title" $panel.title "gridPos" $at "datasource" $source
  "fieldConfig" (dict "defaults" (dict "unit" $panel.unit "min" 0)) "targets" $targets) }}
{{- end }}
{{- $uid := printf "%s-%s" $root.Release.Namespace $root.Release.Name | trunc 40 }}
{{- dict "uid" $uid "title" (printf "%s / %s" $root.Release.Namespace $root.Release.Name) "tags" (list "ai-platform" "inference") "timezone" "utc" "editable" false "schemaVersion" 39 "refresh" "1m"
  "time" (dict "from" "now-6h" "to" "now") "panels" $shown | toPrettyJson }}
{{- end }}
