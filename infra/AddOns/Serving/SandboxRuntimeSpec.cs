namespace Infra.AddOns.Serving;

/// <summary>A runtime of containers that some nodes have beside the usual one, and that keeps pods further from their node: gVisor or
/// Kata. The platform installs none; it makes the RuntimeClass by which pods ask for one, or uses that of the cluster.</summary>
public sealed record SandboxRuntimeSpec
{
    /// <summary>Name of the RuntimeClass, for example <c>gvisor</c>, <c>kata</c>, <c>kata-vm-isolation</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the runtime in the configuration of the nodes' containerd or CRI-O, for example <c>runsc</c>,
    /// <c>kata-qemu</c>.</summary>
    /// <value>absent: the cluster has the RuntimeClass already</value>
    public string? Handler { get; init; }

    /// <summary>Name of the pool whose nodes have it, with a handler; pods with the class run on no others.</summary>
    /// <value>absent: every node has it</value>
    public string? Pool { get; init; }

    /// <summary>What a pod takes of its node's memory beside that of its containers, in MiB, with a handler: counted when it is placed and
    /// in quotas. A virtual machine has its own kernel and its own processes on the host.</summary>
    /// <value>0</value>
    public int OverheadMiB { get; init; }
}
