using System.Text.RegularExpressions;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Names;

/// <summary>CLU018: labels and taints of pools are valid in Kubernetes, and are not set by the platform itself.</summary>
public sealed class LabelsAndTaints : ISpecRule
{
    // https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
    private static readonly Regex _key =
        new(@"\A([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?\z", RegexOptions.CultureInvariant);
    private static readonly Regex _value = new(@"\A([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?\z", RegexOptions.CultureInvariant);

    // The last three are refused in NodePools (hack/validation/labels.sh of aws/karpenter-provider-aws and Azure/karpenter-provider-azure).
    private static readonly string[] _ofOthers =
        ["k8s.io", "kubernetes.azure.com", "eks.amazonaws.com", "karpenter.sh", "karpenter.k8s.aws", "karpenter.azure.com"];

    // A kubelet must not give its own node other labels in these domains: otherwise a node could choose what is scheduled on it
    // (https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction). The topology labels of nodes belong
    // to the cloud.
    private static bool IsReserved(string key)
    {
        var domain = key.Contains('/', StringComparison.Ordinal) ? key[..key.IndexOf('/', StringComparison.Ordinal)] : "";
        return IsIn(domain, "kubernetes.io") && !IsIn(domain, "kubelet.kubernetes.io") && !IsIn(domain, "node.kubernetes.io")
            || _ofOthers.Any(other => IsIn(domain, other));
    }

    private static bool IsIn(string domain, string parent) => domain == parent || domain.EndsWith($".{parent}", StringComparison.Ordinal);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var pool in platform.Clusters.SelectMany(cluster => cluster.NodePools))
        {
            foreach (var (key, value) in pool.Labels)
            {
                if (!_key.IsMatch(key) || !_value.IsMatch(value))
                {
                    yield return Finding.Error(
                        "CLU018", $"{pool.Path}.labels.{key}",
                        $"\"{key}={value}\" is not a valid label. Allowed: an optional DNS prefix and at most 63 letters, digits, '-', " +
                        "'_' and '.'.");
                }
                else if (key == NodeConventions.PoolLabel || key.StartsWith(GpuNode.Domain, StringComparison.Ordinal))
                {
                    yield return Finding.Error("CLU018", $"{pool.Path}.labels.{key}", $"\"{key}\" is set by the platform. Leave it out.");
                }
                else if (IsReserved(key))
                {
                    yield return Finding.Error(
                        "CLU018", $"{pool.Path}.labels.{key}",
                        $"\"{key}\" is in a domain reserved for Kubernetes or the cloud. Allowed: keys without a domain, or in a domain " +
                        "of your own, node.kubernetes.io or kubelet.kubernetes.io.");
                }
            }

            for (var i = 0; i < pool.Taints.Length; i++)
            {
                var taint = pool.Taints[i];
                if (!_key.IsMatch(taint.Key) || !_value.IsMatch(taint.Value ?? ""))
                {
                    yield return Finding.Error(
                        "CLU018", $"{pool.Path}.taints[{i}].{(_key.IsMatch(taint.Key) ? "value" : "key")}",
                        $"\"{taint.Key}{(taint.Value is null ? "" : $"={taint.Value}")}\" is not a valid taint. Allowed: an optional DNS " +
                        "prefix and at most 63 letters, digits, '-', '_' and '.'.");
                }
                else if (taint.Key is GpuNode.Taint or NeuronNode.Taint or NodeConventions.SystemTaint)
                {
                    yield return Finding.Error(
                        "CLU018", $"{pool.Path}.taints[{i}].key",
                        $"\"{taint.Key}\" is set by the platform. Leave it out.");
                }
                else if (IsReserved(taint.Key))
                {
                    yield return Finding.Error(
                        "CLU018", $"{pool.Path}.taints[{i}].key",
                        $"\"{taint.Key}\" is in a domain reserved for Kubernetes or the cloud. Allowed: keys without a domain, or in a " +
                        "domain of your own.");
                }
                else if (pool.Taints.Take(i).Any(other => other.Key == taint.Key && other.Effect == taint.Effect))
                {
                    // Kubernetes registers no node with two of them (validateNodeTaints).
                    yield return Finding.Error(
                        "CLU018", $"{pool.Path}.taints[{i}]",
                        $"\"{taint.Key}\" is given twice with the effect {Spelling.Of(taint.Effect)}. Keep one.");
                }
            }
        }
    }
}
