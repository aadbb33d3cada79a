using System.Globalization;

namespace Infra.Facts.Conventions;

/// <summary>How the cluster autoscaler sizes pools, the same wherever it runs: as an add-on on EKS, as a part of the control plane on AKS.
/// What is not said here is its own default
/// (https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md#what-are-the-parameters-to-ca).</summary>
public static class Autoscaling
{
    /// <summary>Which of several fitting pools grows: the one that leaves the least idle, so that a pod without GPU never brings up a GPU
    /// node.</summary>
    public const string Expander = "least-waste";

    /// <summary>Whether equal pools grow alike.</summary>
    public const bool BalanceSimilarPools = true;

    /// <summary>Minutes that a node is unneeded before it is removed: the autoscaler's own default.</summary>
    public const int UnneededMinutes = 10;

    /// <summary>Seconds that the pods of a node have to end before it is removed: time for a training pod to write a checkpoint. The
    /// default of 10 minutes is short for models of 100 GB.</summary>
    public const int GracefulSeconds = 1800;

    /// <summary>Minutes after which a node that is not ready is given up. One with GPUs, their driver and a large image is slow; the default
    /// of 15 minutes would give it up.</summary>
    public const int ProvisionMinutes = 30;

    /// <summary>Whether a pod with scratch space on a node keeps it: then it would keep it for ever.</summary>
    public const bool SkipLocalStorage = false;

    /// <summary>Whether a pod of <c>kube-system</c> keeps its node, as it does by default. Those that matter run on the system pool, and a
    /// disruption budget holds all the same; one that strays must not keep an idle node.</summary>
    public const bool SkipSystemPods = false;

    /// <summary>A time as the autoscaler reads it.</summary>
    public static string Minutes(int minutes) => $"{Number(minutes)}m";

    /// <summary>A number as the autoscaler reads it.</summary>
    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Yes or no as the autoscaler reads it.</summary>
    public static string Flag(bool flag) => flag ? "true" : "false";
}
