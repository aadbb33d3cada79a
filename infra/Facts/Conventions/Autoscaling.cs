using System.Globalization;

namespace Infra.Facts.Conventions;

/// <summary>The settings of the cluster autoscaler, the same wherever it runs: as an add-on on EKS, as part of the control plane on AKS.
/// Everything else is its default
/// (https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md#what-are-the-parameters-to-ca).</summary>
public static class Autoscaling
{
    /// <summary>Which of several suitable pools grows: the one with the least waste, so that a pod without a GPU never starts a GPU
    /// node.</summary>
    public const string Expander = "least-waste";

    /// <summary>Whether similar pools are kept at the same size.</summary>
    public const bool BalanceSimilarPools = true;

    /// <summary>Minutes for which a node must be unneeded before it is removed: the autoscaler's default.</summary>
    public const int UnneededMinutes = 10;

    /// <summary>Seconds that the pods of a node have to terminate before it is removed: time for a training pod to write a checkpoint. The
    /// default of 10 minutes is too short for models of 100 GB.</summary>
    public const int GracefulSeconds = 1800;

    /// <summary>Minutes after which a node that is not ready is given up. A node with GPUs, their driver and a large image is slow to
    /// start; the default of 15 minutes would be too short.</summary>
    public const int ProvisionMinutes = 30;

    /// <summary>Whether a pod with local scratch space prevents the removal of its node; it would do so forever.</summary>
    public const bool SkipLocalStorage = false;

    /// <summary>Whether a pod in <c>kube-system</c> prevents the removal of its node, as by default. The important ones run on the system
    /// pool, and disruption budgets still apply; a stray pod must not keep an idle node.</summary>
    public const bool SkipSystemPods = false;

    /// <summary>A duration in the form of the autoscaler.</summary>
    public static string Minutes(int minutes) => $"{Number(minutes)}m";

    /// <summary>A number in the form of the autoscaler.</summary>
    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A boolean in the form of the autoscaler.</summary>
    public static string Flag(bool flag) => flag ? "true" : "false";
}
