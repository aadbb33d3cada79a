using System.Globalization;
using Infra.Facts.Eks;
using Pulumi;
using Pulumi.Command.Local;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks.Settings;

/// <summary>Changes the limits of a node group and leaves its size to the autoscaler.</summary>
/// <remarks>The node group itself ignores its scaling configuration once it exists. The provider would send minimum, maximum and size
/// together, the size being that of the state: a raised minimum is then refused ("Minimum capacity 2 can't be greater than desired size
/// 1", hashicorp/terraform-provider-aws#18310), and any change of the limits takes a busy pool back to its first size
/// (resourceNodeGroupUpdate in node_group.go of the provider). The API itself accepts limits alone. A new or replaced node group starts
/// with the limits of the program (continueStepsFromDiff in step_generator.go of pulumi/pulumi), and the command then finds nothing to
/// do.</remarks>
internal static class EksSize
{
    /// <summary>What runs, with the values in its environment, as the role and from the profile that the stack names for the account. EKS
    /// refuses a size outside the limits (aws/containers-roadmap#1637), so the size is only sent when it must change.</summary>
    internal const string Script = """
        set -eu
        if [ -n "${ROLE:-}" ]; then
          keys=$(aws sts assume-role --role-arn "$ROLE" --role-session-name "$CLUSTER" --region "$REGION" \
            --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text)
          read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN <<END
        $keys
        END
          export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
          unset AWS_PROFILE
        fi
        group() { aws eks "$@" --region "$REGION" --cluster-name "$CLUSTER" --nodegroup-name "$NODE_GROUP"; }
        group wait nodegroup-active
        now=$(group describe-nodegroup --query 'nodegroup.scalingConfig.[minSize,maxSize,desiredSize]' --output text)
        read -r min max size <<END
        $now
        END
        if [ "$min" = "$MIN" ] && [ "$max" = "$MAX" ]; then
          exit 0
        fi
        limits="minSize=$MIN,maxSize=$MAX"
        if [ "$size" -lt "$MIN" ]; then
          limits="$limits,desiredSize=$MIN"
        elif [ "$size" -gt "$MAX" ]; then
          limits="$limits,desiredSize=$MAX"
        fi
        group update-nodegroup-config --scaling-config "$limits" --output text --query update.id
        group wait nodegroup-active
        """;

    /// <summary>Creates the command of a node group. It has no trigger, so that new limits update it in place, and does nothing when it is
    /// deleted.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="group">The limits.</param>
    /// <param name="created">The node group.</param>
    /// <param name="options">Options of the command.</param>
    internal static Command Create(EksScope scope, EksNodeGroup group, Aws.Eks.NodeGroup created, CustomResourceOptions options)
    {
        var args = new CommandArgs
        {
            Create = Script,
            Interpreter = { "/bin/sh", "-c" },
            Environment =
            {
                ["REGION"] = scope.Cluster.Region,
                ["CLUSTER"] = created.ClusterName,
                ["NODE_GROUP"] = created.NodeGroupName,
                ["MIN"] = group.Min.ToString(CultureInfo.InvariantCulture),
                ["MAX"] = group.Max.ToString(CultureInfo.InvariantCulture),
            },
            AddPreviousOutputInEnv = false,
        };
        if (scope.Account?.Profile is { } profile)
        {
            args.Environment.Add("AWS_PROFILE", profile);
        }

        if (scope.Account?.DeploymentRole is { } role)
        {
            args.Environment.Add("ROLE", role);
        }

        return new Command(scope.Name($"{group.Name}-size"), args, options);
    }
}
