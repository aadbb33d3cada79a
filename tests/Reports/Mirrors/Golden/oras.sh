#!/bin/sh
# The charts and files of ai-platform/prod for registry.acme.example/mirror.
# Run: sh <this file> in a clone of this repository, after oras login and helm registry login
set -eu
registry='registry.acme.example/mirror'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# oci SOURCE DESTINATION: a chart that is in a registry.
oci() {
  printf '%s\n' "$1"
  oras copy "$1" "$2"
}

# chart REPOSITORY NAME VERSION: a chart of a repository of Helm.
chart() {
  printf '%s %s\n' "$2" "$3"
  rm -rf "$work/chart"
  helm pull "$2" --repo "$1" --version "$3" --destination "$work/chart"
  helm push "$work/chart"/*.tgz "oci://$registry/charts"
}

# folder PATH: a chart of this repository.
folder() {
  printf '%s\n' "$1"
  rm -rf "$work/chart"
  helm package "$1" --destination "$work/chart"
  helm push "$work/chart"/*.tgz "oci://$registry/charts"
}

# file URL NAME SHA256 DESTINATION
file() {
  printf '%s\n' "$1"
  curl --proto '=https' --fail --silent --show-error --location --output "$work/$2" "$1"
  if [ -n "$3" ]; then
    printf '%s  %s\n' "$3" "$work/$2" | sha256sum -c -
  fi
  (cd "$work" && oras push "$4" "$2")
}

oci 'docker.io/envoyproxy/ai-gateway-crds-helm:v1.1.0' "$registry"'/charts/ai-gateway-crds-helm:v1.1.0'
oci 'docker.io/envoyproxy/ai-gateway-helm:v1.1.0' "$registry"'/charts/ai-gateway-helm:v1.1.0'
chart 'https://argoproj.github.io/argo-helm' 'argo-cd' '10.1.1'
chart 'https://aws.github.io/eks-charts' 'aws-efa-k8s-device-plugin' 'v0.5.30'
chart 'https://aws.github.io/eks-charts' 'aws-load-balancer-controller' '3.5.0'
oci 'mcr.microsoft.com/microsoft.azuremanagedlustre/azurelustre-csi-driver:0.6.0' "$registry"'/charts/azurelustre-csi-driver:0.6.0'
chart 'https://istio-release.storage.googleapis.com/charts' 'base' '1.30.3'
chart 'https://ceph.github.io/ceph-csi-operator' 'ceph-csi-drivers' '1.0.4'
chart 'https://charts.jetstack.io' 'cert-manager' 'v1.21.1'
chart 'https://kubernetes.github.io/autoscaler' 'cluster-autoscaler' '9.59.0'
chart 'https://istio-release.storage.googleapis.com/charts' 'cni' '1.30.3'
folder 'infra/AddOns/Traffic/Charts/envoy-gateway-crds'
chart 'https://kubernetes-sigs.github.io/external-dns' 'external-dns' '1.21.1'
chart 'https://charts.external-secrets.io' 'external-secrets' '2.9.0'
chart 'https://open-policy-agent.github.io/gatekeeper/charts' 'gatekeeper' '3.23.0'
folder 'infra/AddOns/Traffic/Charts/gateway-api'
oci 'docker.io/envoyproxy/gateway-helm:v1.9.0' "$registry"'/charts/gateway-helm:v1.9.0'
chart 'https://helm.ngc.nvidia.com/nvidia' 'gpu-operator' 'v26.7.0'
folder 'infra/AddOns/Traffic/Charts/inference-extension'
chart 'https://istio-release.storage.googleapis.com/charts' 'istiod' '1.30.3'
oci 'registry.k8s.io/jobset/charts/jobset:0.12.0' "$registry"'/charts/jobset:0.12.0'
oci 'public.ecr.aws/karpenter/karpenter:1.14.1' "$registry"'/charts/karpenter:1.14.1'
oci 'public.ecr.aws/karpenter/karpenter-crd:1.14.1' "$registry"'/charts/karpenter-crd:1.14.1'
chart 'https://kedacore.github.io/charts' 'keda' '2.20.2'
chart 'https://prometheus-community.github.io/helm-charts' 'kube-prometheus-stack' '88.5.3'
chart 'https://ray-project.github.io/kuberay-helm' 'kuberay-operator' '1.7.0'
oci 'registry.k8s.io/kueue/charts/kueue:0.19.2' "$registry"'/charts/kueue:0.19.2'
chart 'https://grafana-community.github.io/helm-charts' 'loki' '18.11.0'
oci 'registry.k8s.io/lws/charts/lws:0.10.0' "$registry"'/charts/lws:0.10.0'
chart 'https://metallb.github.io/metallb' 'metallb' '0.16.1'
chart 'https://helm.ngc.nvidia.com/nvidia' 'network-operator' '26.4.1'
chart 'https://opencost.github.io/opencost-helm-chart' 'opencost' '2.5.17'
chart 'https://open-telemetry.github.io/opentelemetry-helm-charts' 'opentelemetry-operator' '0.122.0'
chart 'https://prometheus-community.github.io/helm-charts' 'prometheus-operator-crds' '31.0.1'
folder 'infra/AddOns/Security/Charts/ratify'
chart 'https://charts.rook.io/release' 'rook-ceph' 'v1.20.6'
chart 'https://charts.rook.io/release' 'rook-ceph-cluster' 'v1.20.6'
oci 'ghcr.io/spegel-org/helm-charts/spegel:0.7.4' "$registry"'/charts/spegel:0.7.4'
chart 'https://charts.jetstack.io' 'trust-manager' 'v0.24.0'
chart 'https://vmware-tanzu.github.io/helm-charts' 'velero' '12.1.0'
chart 'https://istio-release.storage.googleapis.com/charts' 'ztunnel' '1.30.3'
file 'https://github.com/k3s-io/k3s/releases/download/v1.35.1%2Bk3s1/k3s' 'k3s' '5861314d7fccb39c2192173240eab44fa35ca66426201ca2acd0630a6258dd51' "$registry"'/rancher/k3s-release:v1.35.1-k3s1-amd64'
file 'https://get.pulumi.com/releases/plugins/pulumi-resource-aws-v7.48.0-linux-amd64.tar.gz' 'pulumi-resource-aws-v7.48.0-linux-amd64.tar.gz' '' "$registry"'/pulumi/resource-aws:v7.48.0'
file 'https://get.pulumi.com/releases/plugins/pulumi-resource-azure-native-v3.28.0-linux-amd64.tar.gz' 'pulumi-resource-azure-native-v3.28.0-linux-amd64.tar.gz' '' "$registry"'/pulumi/resource-azure-native:v3.28.0'
file 'https://get.pulumi.com/releases/plugins/pulumi-resource-command-v1.2.1-linux-amd64.tar.gz' 'pulumi-resource-command-v1.2.1-linux-amd64.tar.gz' '' "$registry"'/pulumi/resource-command:v1.2.1'
file 'https://get.pulumi.com/releases/plugins/pulumi-resource-kubernetes-v4.34.2-linux-amd64.tar.gz' 'pulumi-resource-kubernetes-v4.34.2-linux-amd64.tar.gz' '' "$registry"'/pulumi/resource-kubernetes:v4.34.2'
file 'https://get.pulumi.com/releases/plugins/pulumi-resource-random-v4.21.2-linux-amd64.tar.gz' 'pulumi-resource-random-v4.21.2-linux-amd64.tar.gz' '' "$registry"'/pulumi/resource-random:v4.21.2'
