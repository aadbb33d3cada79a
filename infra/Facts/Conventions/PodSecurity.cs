using Infra.Specification.Clusters;

namespace Infra.Facts.Conventions;

/// <summary>Pod security levels as labels of a namespace. They are set for every namespace of the platform, because a hardened cluster (the
/// CIS profile of RKE2) refuses by default what a node agent needs.</summary>
/// <seealso href="https://kubernetes.io/docs/concepts/security/pod-security-standards/"/>
public static class PodSecurity
{
    /// <summary>For node agents: host paths, host network, privileged containers.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Privileged => Labels("privileged");

    /// <summary>For ordinary workloads that are not fully hardened.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Baseline => Labels("baseline");

    /// <summary>For workloads that run as a non-root user without any capabilities.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Restricted => Labels("restricted");

    /// <summary>The cluster role that lets pods of a namespace use the security context constraint for its level; absent where there are no
    /// constraints. OpenShift has a role for each constraint. Its default, <c>restricted-v2</c>, accepts only the user ids of the
    /// namespace, but the charts set their own; it never accepts host paths and privileged containers.</summary>
    /// <remarks>"Managing security context constraints" in Red Hat's "Authentication and authorization" of OpenShift 4.20.</remarks>
    internal static string? Constraint(ClusterSpec cluster, IEnumerable<KeyValuePair<string, string>> labels) => cluster switch
    {
        { IsOpenShift: false } => null,
        _ when labels.Contains(new(EnforceLabel, "privileged")) => "system:openshift:scc:privileged",
        _ => "system:openshift:scc:nonroot-v2",
    };

    private const string EnforceLabel = "pod-security.kubernetes.io/enforce";

    private static IEnumerable<KeyValuePair<string, string>> Labels(string level) =>
    [
        new("pod-security.kubernetes.io/audit", level),
        new(EnforceLabel, level),
        new("pod-security.kubernetes.io/warn", level),
    ];
}
