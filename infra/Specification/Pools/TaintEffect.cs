namespace Infra.Specification.Pools;

/// <summary>What a taint does to pods that do not tolerate it.</summary>
public enum TaintEffect
{
    /// <summary>They are not scheduled on the node.</summary>
    NoSchedule,

    /// <summary>They are scheduled on the node only if no other node fits.</summary>
    PreferNoSchedule,

    /// <summary>They are not scheduled on the node, and running pods are evicted.</summary>
    NoExecute,
}
